-- Rows with one flag, newest first, and the ships and years behind a value, without looking into the rows.

DROP INDEX sighting_flag_flown;
DROP INDEX sighting_flag_registered;
DROP INDEX sighting_flag_broadcast;
DROP INDEX sighting_flag_documented;
DROP INDEX sighting_flag_claimed;
CREATE INDEX sighting_flag_flown ON sighting (flag_flown, date_earliest, vessel_id) WHERE flag_flown IS NOT NULL;
CREATE INDEX sighting_flag_registered ON sighting (flag_registered, date_earliest, vessel_id)
WHERE flag_registered IS NOT NULL;
CREATE INDEX sighting_flag_broadcast ON sighting (flag_broadcast, date_earliest, vessel_id)
WHERE flag_broadcast IS NOT NULL;
CREATE INDEX sighting_flag_documented ON sighting (flag_documented, date_earliest, vessel_id)
WHERE flag_documented IS NOT NULL;
CREATE INDEX sighting_flag_claimed ON sighting (flag_claimed, date_earliest, vessel_id)
WHERE flag_claimed IS NOT NULL;

DROP INDEX sighting_vessel;
DROP INDEX sighting_source;
CREATE INDEX sighting_vessel ON sighting (vessel_id, date_earliest, date_latest) WHERE vessel_id IS NOT NULL;
CREATE INDEX sighting_source ON sighting (source_id, incident_id, vessel_id);
