-- Whether the rule score was not uploaded but worked out from the other fields, which know little of what the account did.
-- Of rows of before nobody can tell any more.
ALTER TABLE past_outcome ADD COLUMN rule_score_derived boolean NOT NULL DEFAULT false;
