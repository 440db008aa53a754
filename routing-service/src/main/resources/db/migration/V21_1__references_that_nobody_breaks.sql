-- Versions of the policy that were in force, pools and handoffs are never deleted, and a decision names the version that it
-- was read with. Looking for each of them once more for every row took a tenth of what storing a decision takes.
ALTER TABLE decision DROP CONSTRAINT decision_policy_version_fkey;
ALTER TABLE handoff DROP CONSTRAINT handoff_pool_fkey;
ALTER TABLE handoff_history DROP CONSTRAINT handoff_history_handoff_id_fkey;
-- Whoever forgets a simulation forgets its moves.
ALTER TABLE simulation_move DROP CONSTRAINT simulation_move_simulation_id_fkey;
