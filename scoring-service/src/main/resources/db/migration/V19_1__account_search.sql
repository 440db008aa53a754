-- Accounts by any part of their name or domain. Trigram indexes are dear to write and PostgreSQL writes every index of a row
-- that changes, so the texts stand apart from the listing, which changes with scores, and follow it only when they change.
-- pg_trgm comes with PostgreSQL; whoever may create objects in the database may create it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TABLE account_search (
    account_id uuid PRIMARY KEY REFERENCES account_listing ON DELETE CASCADE,
    name       text NOT NULL,
    domain     text
);
INSERT INTO account_search SELECT account_id, name, domain FROM account_listing;
CREATE INDEX account_search_by_text ON account_search USING gin (name gin_trgm_ops, domain gin_trgm_ops);

CREATE FUNCTION follow_account_listing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO account_search VALUES (NEW.account_id, NEW.name, NEW.domain)
    ON CONFLICT (account_id) DO UPDATE SET name = excluded.name, domain = excluded.domain;
    RETURN NULL;
END $$;

CREATE TRIGGER listed AFTER INSERT ON account_listing
    FOR EACH ROW EXECUTE FUNCTION follow_account_listing();
CREATE TRIGGER renamed AFTER UPDATE OF name, domain ON account_listing
    FOR EACH ROW WHEN (OLD.name <> NEW.name OR OLD.domain IS DISTINCT FROM NEW.domain)
    EXECUTE FUNCTION follow_account_listing();
