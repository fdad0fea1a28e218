-- Indexes behind the tables, filters and facets. Columns that few rows fill have partial indexes, so that
-- a bulk import does not pay for them.

CREATE INDEX sighting_date ON sighting (date_earliest, id);
CREATE INDEX sighting_date_latest ON sighting (date_latest, date_earliest);
CREATE INDEX sighting_vessel ON sighting (vessel_id, date_earliest) WHERE vessel_id IS NOT NULL;
CREATE INDEX sighting_without_vessel ON sighting (name_shown) WHERE vessel_id IS NULL;
CREATE INDEX sighting_incident ON sighting (incident_id, date_earliest) WHERE incident_id IS NOT NULL;
CREATE INDEX sighting_source ON sighting (source_id, incident_id);
CREATE INDEX sighting_position ON sighting (lat, lon) WHERE lat IS NOT NULL;
CREATE INDEX sighting_radius ON sighting (radius_km) WHERE radius_km IS NOT NULL;
CREATE INDEX sighting_name ON sighting (name_shown) WHERE name_shown IS NOT NULL;
CREATE INDEX sighting_imo ON sighting (imo_shown) WHERE imo_shown IS NOT NULL;
CREATE INDEX sighting_mmsi ON sighting (mmsi_shown) WHERE mmsi_shown IS NOT NULL;
CREATE INDEX sighting_call_sign ON sighting (call_sign_shown) WHERE call_sign_shown IS NOT NULL;
CREATE INDEX sighting_flag_flown ON sighting (flag_flown) WHERE flag_flown IS NOT NULL;
CREATE INDEX sighting_flag_registered ON sighting (flag_registered) WHERE flag_registered IS NOT NULL;
CREATE INDEX sighting_flag_broadcast ON sighting (flag_broadcast) WHERE flag_broadcast IS NOT NULL;
CREATE INDEX sighting_flag_documented ON sighting (flag_documented) WHERE flag_documented IS NOT NULL;
CREATE INDEX sighting_flag_claimed ON sighting (flag_claimed) WHERE flag_claimed IS NOT NULL;
CREATE INDEX sighting_vessel_type ON sighting (vessel_type) WHERE vessel_type IS NOT NULL;
CREATE INDEX sighting_retracted ON sighting (retracted_at) WHERE retracted_at IS NOT NULL;

CREATE INDEX source_published ON source (published_earliest, id);
CREATE INDEX source_publisher ON source (publisher);
CREATE INDEX source_derived_from ON source (derived_from) WHERE derived_from IS NOT NULL;

CREATE INDEX vessel_name ON vessel (name COLLATE NOCASE);
CREATE INDEX vessel_imo ON vessel (imo) WHERE imo IS NOT NULL;

CREATE INDEX identity_vessel ON identity (vessel_id);
CREATE INDEX identity_source ON identity (source_id) WHERE source_id IS NOT NULL;
CREATE INDEX identity_name ON identity (name COLLATE NOCASE) WHERE name IS NOT NULL;
CREATE INDEX identity_imo ON identity (imo) WHERE imo IS NOT NULL;
CREATE INDEX identity_mmsi ON identity (mmsi) WHERE mmsi IS NOT NULL;
CREATE INDEX identity_call_sign ON identity (call_sign) WHERE call_sign IS NOT NULL;
CREATE INDEX identity_flag ON identity (flag) WHERE flag IS NOT NULL;

CREATE INDEX incident_kind_kind ON incident_kind (kind, incident_id);
CREATE INDEX incident_extent_date ON incident_extent (date_earliest, incident_id);

CREATE INDEX role_party ON role (party_id);
CREATE INDEX role_vessel ON role (vessel_id) WHERE vessel_id IS NOT NULL;
CREATE INDEX role_incident ON role (incident_id) WHERE incident_id IS NOT NULL;
CREATE INDEX listing_vessel ON listing (vessel_id) WHERE vessel_id IS NOT NULL;
CREATE INDEX listing_party ON listing (party_id) WHERE party_id IS NOT NULL;
CREATE INDEX listing_list ON listing (list);
CREATE INDEX judgement_incident ON judgement (incident_id);
