create index sync_record_erase on sync_record (connection_id, next_attempt_at) where erase;
