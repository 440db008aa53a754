-- Reasons are free text, may name people, and cannot be erased here. They stay with what they are the reason of.
ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only;
UPDATE audit_entry SET before = before - 'reason' - 'publishedWhy', after = after - 'reason' - 'publishedWhy'
    WHERE subject_type IN ('domain', 'form');
ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_append_only;
