CREATE TABLE note (
    id      uuid PRIMARY KEY,
    account uuid NOT NULL,
    text    text NOT NULL
);
