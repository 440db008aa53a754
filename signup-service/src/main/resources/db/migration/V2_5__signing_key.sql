-- All instances sign and read the same tokens. Another key makes those that are out worthless.
CREATE TABLE IF NOT EXISTS signing_key (
    key bytea NOT NULL
);
INSERT INTO signing_key (key)
    SELECT uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) WHERE NOT EXISTS (SELECT FROM signing_key);
