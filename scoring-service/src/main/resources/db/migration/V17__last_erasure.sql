-- What happened after the last erasure need not be compared with those who were erased.
CREATE INDEX erased_key_by_time ON erased_key (erased_at);
