-- What signals look for: from its generation of measures on as events arrive, and before that by going through the calls
-- kept. What happened before known_since may not be known; null if nothing can lack.
CREATE TABLE watch (
    id          text PRIMARY KEY COLLATE "C",
    definition  jsonb NOT NULL,
    generation  int   NOT NULL,
    known_since date
);
CREATE INDEX watch_by_generation ON watch (generation);
