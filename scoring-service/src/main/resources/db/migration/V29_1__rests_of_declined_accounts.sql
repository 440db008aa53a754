-- Until when routing hands a declined account to nobody; null of declines that were kept before this was known.
ALTER TABLE relationship ADD COLUMN rests_until timestamptz;
