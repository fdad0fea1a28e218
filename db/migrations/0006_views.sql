-- Views for people who open the file in another tool. Retracted rows are left out.

CREATE VIEW source_origins AS
WITH RECURSIVE chain (id, root, depth) AS (
    SELECT id, id, 0 FROM source WHERE derived_from IS NULL
    UNION ALL
    SELECT source.id, chain.root, chain.depth + 1
    FROM source JOIN chain ON source.derived_from = chain.id
    WHERE chain.depth < 50
)
SELECT chain.id AS source_id, source.title, source.publisher, source.published, source.reliability,
       chain.root AS origin_id, origin.title AS origin_title, origin.publisher AS origin_publisher,
       chain.depth AS retellings_between
FROM chain
JOIN source ON source.id = chain.id
JOIN source AS origin ON origin.id = chain.root
WHERE source.retracted_at IS NULL;

CREATE VIEW incident_overview AS
SELECT incident.id AS incident_id, incident.slug, incident.title, incident.status,
       (SELECT group_concat(kind, ', ') FROM incident_kind WHERE incident_id = incident.id) AS kinds,
       substr(extent.date_earliest, 1, 10) AS first_day, substr(extent.date_latest, 1, 10) AS last_day,
       (SELECT group_concat(name, ', ') FROM (
            SELECT DISTINCT vessel.name FROM sighting JOIN vessel ON vessel.id = sighting.vessel_id
            WHERE sighting.incident_id = incident.id AND sighting.retracted_at IS NULL)) AS vessels,
       (SELECT group_concat(name, ', ') FROM (
            SELECT DISTINCT state.name FROM sighting
            JOIN state ON state.code IN (sighting.flag_flown, sighting.flag_registered,
                sighting.flag_broadcast, sighting.flag_documented, sighting.flag_claimed)
            WHERE sighting.incident_id = incident.id AND sighting.retracted_at IS NULL)) AS flags,
       extent.sighting_count AS sightings, extent.source_count AS sources,
       (SELECT group_concat(property, ', ') FROM incident_verdict
        WHERE incident_id = incident.id AND verdict = 'contested') AS contested,
       incident.summary
FROM incident LEFT JOIN incident_extent AS extent ON extent.incident_id = incident.id
WHERE incident.retracted_at IS NULL;

CREATE VIEW sighting_overview AS
SELECT sighting.id AS sighting_id, sighting.date, incident.title AS incident, vessel.name AS vessel,
       sighting.name_shown, sighting.place, sighting.lat, sighting.lon, sighting.radius_km,
       coalesce(flown.name, flag_flown) AS flag_flown, coalesce(registered.name, flag_registered) AS flag_registered,
       coalesce(broadcast.name, flag_broadcast) AS flag_broadcast,
       coalesce(documented.name, flag_documented) AS flag_documented,
       coalesce(claimed.name, flag_claimed) AS flag_claimed,
       sighting.activity, sighting.cargo, sighting.outcome, sighting.said_by, sighting.stance, sighting.statement,
       source.reliability || sighting.credibility AS grade,
       source.title AS source, source.publisher, source.url, sighting.locator
FROM sighting
JOIN source ON source.id = sighting.source_id
LEFT JOIN incident ON incident.id = sighting.incident_id
LEFT JOIN vessel ON vessel.id = sighting.vessel_id
LEFT JOIN state AS flown ON flown.code = sighting.flag_flown
LEFT JOIN state AS registered ON registered.code = sighting.flag_registered
LEFT JOIN state AS broadcast ON broadcast.code = sighting.flag_broadcast
LEFT JOIN state AS documented ON documented.code = sighting.flag_documented
LEFT JOIN state AS claimed ON claimed.code = sighting.flag_claimed
WHERE sighting.retracted_at IS NULL;

-- One row for every property of which a sighting gives a value: who says what, and how sure they are.
CREATE VIEW sighting_claims AS
WITH claim (sighting_id, property, value) AS (
    SELECT id, 'date', date FROM sighting WHERE date IS NOT NULL
    UNION ALL SELECT id, 'place', place FROM sighting WHERE place IS NOT NULL
    UNION ALL SELECT id, 'position', lat || ', ' || lon FROM sighting WHERE lat IS NOT NULL
    UNION ALL SELECT id, 'name_shown', name_shown FROM sighting WHERE name_shown IS NOT NULL
    UNION ALL SELECT id, 'imo_shown', imo_shown FROM sighting WHERE imo_shown IS NOT NULL
    UNION ALL SELECT id, 'mmsi_shown', mmsi_shown FROM sighting WHERE mmsi_shown IS NOT NULL
    UNION ALL SELECT id, 'call_sign_shown', call_sign_shown FROM sighting WHERE call_sign_shown IS NOT NULL
    UNION ALL SELECT id, 'flag_flown', flag_flown FROM sighting WHERE flag_flown IS NOT NULL
    UNION ALL SELECT id, 'flag_registered', flag_registered FROM sighting WHERE flag_registered IS NOT NULL
    UNION ALL SELECT id, 'flag_broadcast', flag_broadcast FROM sighting WHERE flag_broadcast IS NOT NULL
    UNION ALL SELECT id, 'flag_documented', flag_documented FROM sighting WHERE flag_documented IS NOT NULL
    UNION ALL SELECT id, 'flag_claimed', flag_claimed FROM sighting WHERE flag_claimed IS NOT NULL
    UNION ALL SELECT id, 'nationality_claimed', nationality_claimed FROM sighting WHERE nationality_claimed IS NOT NULL
    UNION ALL SELECT id, 'vessel_type', vessel_type FROM sighting WHERE vessel_type IS NOT NULL
    UNION ALL SELECT id, 'length_m', length_m FROM sighting WHERE length_m IS NOT NULL
    UNION ALL SELECT id, 'gross_tonnage', gross_tonnage FROM sighting WHERE gross_tonnage IS NOT NULL
    UNION ALL SELECT id, 'speed_knots', speed_knots FROM sighting WHERE speed_knots IS NOT NULL
    UNION ALL SELECT id, 'course_degrees', course_degrees FROM sighting WHERE course_degrees IS NOT NULL
    UNION ALL SELECT id, 'activity', activity FROM sighting WHERE activity IS NOT NULL
    UNION ALL SELECT id, 'origin', origin FROM sighting WHERE origin IS NOT NULL
    UNION ALL SELECT id, 'destination', destination FROM sighting WHERE destination IS NOT NULL
    UNION ALL SELECT id, 'cargo', cargo FROM sighting WHERE cargo IS NOT NULL
    UNION ALL SELECT id, 'refusals', refusals FROM sighting WHERE refusals IS NOT NULL
    UNION ALL SELECT id, 'outcome', outcome FROM sighting WHERE outcome IS NOT NULL
    UNION ALL SELECT id, 'statement', statement FROM sighting WHERE statement IS NOT NULL
    UNION ALL SELECT sighting.id, detail.key, detail.value FROM sighting, json_each(sighting.details) AS detail
    WHERE sighting.details IS NOT NULL
)
SELECT claim.sighting_id, incident.title AS incident, coalesce(vessel.name, sighting.name_shown) AS vessel,
       source.title AS source, source.publisher, claim.property, coalesce(state.name, claim.value) AS value,
       sighting.stance, sighting.said_by, sighting.hedge,
       source.reliability || sighting.credibility AS grade, sighting.locator,
       sighting.incident_id, sighting.vessel_id, sighting.source_id
FROM claim
JOIN sighting ON sighting.id = claim.sighting_id
JOIN source ON source.id = sighting.source_id
LEFT JOIN incident ON incident.id = sighting.incident_id
LEFT JOIN vessel ON vessel.id = sighting.vessel_id
LEFT JOIN state ON state.code = claim.value
    AND (claim.property LIKE 'flag!_%' ESCAPE '!' OR claim.property = 'nationality_claimed')
WHERE sighting.retracted_at IS NULL;

CREATE VIEW vessel_identities AS
SELECT vessel.id AS vessel_id, vessel.name AS vessel, identity.aspect, identity.name, identity.imo, identity.mmsi,
       identity.call_sign, coalesce(state.name, identity.flag) AS flag, identity.owner, identity.manager,
       identity.valid_from, identity.valid_to, identity.is_false,
       source.title AS source, source.publisher, source.url
FROM identity
JOIN vessel ON vessel.id = identity.vessel_id
LEFT JOIN state ON state.code = identity.flag
LEFT JOIN source ON source.id = identity.source_id
WHERE identity.retracted_at IS NULL AND vessel.retracted_at IS NULL;

CREATE VIEW listing_overview AS
SELECT listing.id AS listing_id, coalesce(vessel.name, party.name) AS listed_name,
       CASE WHEN listing.vessel_id IS NULL THEN 'party' ELSE 'vessel' END AS listed_as,
       listing.list, listing.measure, listing.listed, listing.in_force, listing.announced, listing.delisted,
       source.title AS source, source.url
FROM listing
LEFT JOIN vessel ON vessel.id = listing.vessel_id
LEFT JOIN party ON party.id = listing.party_id
LEFT JOIN source ON source.id = listing.source_id
WHERE listing.retracted_at IS NULL;

CREATE VIEW party_roles AS
SELECT party.id AS party_id, party.name AS party, party.kind, country.name AS country, role.role,
       vessel.name AS vessel, incident.title AS incident, role.valid_from, role.valid_to,
       source.title AS source, source.url
FROM role
JOIN party ON party.id = role.party_id
LEFT JOIN state AS country ON country.code = party.country
LEFT JOIN vessel ON vessel.id = role.vessel_id
LEFT JOIN incident ON incident.id = role.incident_id
LEFT JOIN source ON source.id = role.source_id
WHERE role.retracted_at IS NULL AND party.retracted_at IS NULL;

CREATE VIEW change_log AS
SELECT change.id AS change_id, change.made_at, change.made_by, change.action, change.summary, change.why,
       change.undoes, count(change_row.id) AS rows_kept,
       change.inserted AS ranges_added, change.retracted AS ranges_retracted, change.restored AS ranges_restored
FROM change LEFT JOIN change_row ON change_row.change_id = change.id
GROUP BY change.id;
