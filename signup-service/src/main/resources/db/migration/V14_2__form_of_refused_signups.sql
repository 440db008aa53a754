-- Which form was filled in, for it may be long retired when the signup is released. Not known of those from before.
ALTER TABLE refused_signup ADD COLUMN form_version int;
