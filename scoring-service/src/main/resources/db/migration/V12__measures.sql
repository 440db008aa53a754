-- Sums are kept by what is counted, not by the rule that gives points for it. These are the measures of the rules so far.
ALTER TABLE usage_sum RENAME COLUMN rule TO measure;
UPDATE usage_sum SET measure = CASE measure
    WHEN 'plan-limit-reached' THEN 'c5f81354b08c6a50'
    WHEN 'enterprise-feature' THEN '014d44981b086d35'
    WHEN 'report-shared' THEN 'a9c09cb2dfe44c2a'
    WHEN 'invite-sent' THEN 'cc6ad1b8aa2f7daf'
    WHEN 'project-created' THEN '2ae7188f6c529728'
    WHEN 'feature-used' THEN '8d9c04d91abf277b'
    WHEN 'signed-in' THEN 'd68a3a48e03c620a'
    ELSE 'ecd961949ded8db9' END;
