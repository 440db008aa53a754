-- Whether a record's company waits is asked for each record that is handed out. By this index the question is cheaper than by any
-- other, also to a plan that was made while the table was empty; by others it reads all records of the connection each time.
create unique index sync_record_company on sync_record (connection_id, record_id) where kind = 'COMPANY';
