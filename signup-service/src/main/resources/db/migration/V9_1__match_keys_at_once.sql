-- Each signup looks for matches, and would have to read through all keys that are not yet in the index's order.
ALTER INDEX company_profile_keys SET (fastupdate = off);
SELECT gin_clean_pending_list('company_profile_keys');
