-- Few dates stand for more than a day: with those apart, what can lie in a month is found without passing over all that
-- is later. A sighting of one day lies in a span that begins with a day if it begins in it.

CREATE INDEX sighting_date_span ON sighting (date_latest, date_earliest)
WHERE substr(date_earliest, 1, 10) <> substr(date_latest, 1, 10);
