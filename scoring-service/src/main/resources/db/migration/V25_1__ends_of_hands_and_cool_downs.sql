-- Accounts whose score no longer moves were looked at no more, though a raised hand or a cool-down there was to end.
UPDATE account_listing AS l SET due_at = now()
WHERE due_at IS NULL
    AND (stage <> 'NONE' OR EXISTS (SELECT FROM person_stage p WHERE p.account_id = l.account_id));
