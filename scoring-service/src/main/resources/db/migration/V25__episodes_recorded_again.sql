-- Activations and steps of onboarding that were over for longer than usage is kept were recorded again at every look.
DELETE FROM signal_episode AS d
USING (
    SELECT id, row_number() OVER (PARTITION BY account_id, name, started_at, withdrawn ORDER BY told DESC, id) AS nth
    FROM signal_episode WHERE ended_at IS NOT NULL
) AS n
WHERE d.id = n.id AND n.nth > 1 AND NOT d.told;
