-- The stage that the model led to was worked out from scores that people set. Where it would have led is not known any
-- more: it begins anew.
UPDATE account SET earned_stage = 'NONE'
WHERE id IN (SELECT account_id FROM account_override WHERE kind = 'SCORE');
