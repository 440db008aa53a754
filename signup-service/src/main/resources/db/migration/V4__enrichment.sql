-- What an uploaded table says of companies. A removed one stays without content until others were told of it.
CREATE TABLE company (
    domain        text COLLATE "C" PRIMARY KEY,
    firmographics jsonb,
    changed_at    timestamptz NOT NULL,
    -- When the account of this domain has to be told of the change; null if that is done.
    due_at        timestamptz,
    CHECK (firmographics IS NOT NULL OR due_at IS NOT NULL)
) WITH (fillfactor = 85);
CREATE INDEX company_due ON company (due_at) WHERE due_at IS NOT NULL;
