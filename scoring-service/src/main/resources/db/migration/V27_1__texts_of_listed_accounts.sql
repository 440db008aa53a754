-- Only the trigger of the listing writes here, and who takes an account from the listing takes its texts with it.
ALTER TABLE account_search DROP CONSTRAINT account_search_account_id_fkey;
