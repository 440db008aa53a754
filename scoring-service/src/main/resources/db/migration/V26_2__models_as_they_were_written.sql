-- In the order in which people wrote them, so that a model reads the same when it comes back.
DROP TRIGGER scoring_model_immutable ON scoring_model;
ALTER TABLE scoring_model ALTER COLUMN definition TYPE json;
CREATE TRIGGER scoring_model_immutable BEFORE UPDATE ON scoring_model
    FOR EACH ROW WHEN (OLD.status <> 'DRAFT' AND OLD.definition::text IS DISTINCT FROM NEW.definition::text)
    EXECUTE FUNCTION refuse_scoring_model_change();
