-- What the facets of sightings count, beside the rows and an eighth of their width, in their order: it grows at its end.
-- Only a statement that says the condition too goes by it; for all others it is not there.

CREATE INDEX sighting_facets ON sighting (
    id, flag_flown, flag_registered, flag_broadcast, flag_documented, flag_claimed, date_earliest, date_latest,
    incident_id, vessel_type, source_id
) WHERE id > 0;
