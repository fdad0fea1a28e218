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
       extent.date_earliest, extent.date_latest,
       (SELECT group_concat(DISTINCT vessel.name) FROM sighting JOIN vessel ON vessel.id = sighting.vessel_id
        WHERE sighting.incident_id = incident.id AND sighting.retracted_at IS NULL) AS vessels,
       extent.sighting_count AS sightings, extent.source_count AS sources,
       (SELECT group_concat(property, ', ') FROM incident_verdict
        WHERE incident_id = incident.id AND verdict = 'contested') AS contested,
       incident.summary
FROM incident LEFT JOIN incident_extent AS extent ON extent.incident_id = incident.id
WHERE incident.retracted_at IS NULL;

CREATE VIEW sighting_overview AS
SELECT sighting.id AS sighting_id, sighting.date, incident.title AS incident, vessel.name AS vessel,
       sighting.name_shown, sighting.place, sighting.lat, sighting.lon, sighting.radius_km,
       flown.name AS flag_flown, registered.name AS flag_registered, broadcast.name AS flag_broadcast,
       documented.name AS flag_documented, claimed.name AS flag_claimed,
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

CREATE VIEW sighting_claims AS
SELECT sighting.id AS sighting_id, sighting.incident_id, sighting.vessel_id, sighting.source_id,
       'date' AS property, sighting.date AS value, sighting.stance, sighting.said_by, sighting.hedge,
       source.reliability || sighting.credibility AS grade
FROM sighting JOIN source ON source.id = sighting.source_id
WHERE sighting.retracted_at IS NULL AND sighting.date IS NOT NULL
UNION ALL
SELECT sighting.id AS sighting_id, sighting.incident_id, sighting.vessel_id, sighting.source_id,
       'place' AS property, sighting.place AS value, sighting.stance, sighting.said_by, sighting.hedge,
       source.reliability || sighting.credibility AS grade
FROM sighting JOIN source ON source.id = sighting.source_id
WHERE sighting.retracted_at IS NULL AND sighting.place IS NOT NULL
UNION ALL
SELECT sighting.id AS sighting_id, sighting.incident_id, sighting.vessel_id, sighting.source_id,
       'name_shown' AS property, sighting.name_shown AS value, sighting.stance, sighting.said_by, sighting.hedge,
       source.reliability || sighting.credibility AS grade
FROM sighting JOIN source ON source.id = sighting.source_id
WHERE sighting.retracted_at IS NULL AND sighting.name_shown IS NOT NULL
UNION ALL
SELECT sighting.id AS sighting_id, sighting.incident_id, sighting.vessel_id, sighting.source_id,
       'imo_shown' AS property, sighting.imo_shown AS value, sighting.stance, sighting.said_by, sighting.hedge,
       source.reliability || sighting.credibility AS grade
FROM sighting JOIN source ON source.id = sighting.source_id
WHERE sighting.retracted_at IS NULL AND sighting.imo_shown IS NOT NULL
UNION ALL
SELECT sighting.id AS sighting_id, sighting.incident_id, sighting.vessel_id, sighting.source_id,
       'mmsi_shown' AS property, sighting.mmsi_shown AS value, sighting.stance, sighting.said_by, sighting.hedge,
       source.reliability || sighting.credibility AS grade
FROM sighting JOIN source ON source.id = sighting.source_id
WHERE sighting.retracted_at IS NULL AND sighting.mmsi_shown IS NOT NULL
UNION ALL
SELECT sighting.id AS sighting_id, sighting.incident_id, sighting.vessel_id, sighting.source_id,
       'call_sign_shown' AS property, sighting.call_sign_shown AS value, sighting.stance, sighting.said_by, sighting.hedge,
       source.reliability || sighting.credibility AS grade
FROM sighting JOIN source ON source.id = sighting.source_id
WHERE sighting.retracted_at IS NULL AND sighting.call_sign_shown IS NOT NULL
UNION ALL
SELECT sighting.id AS sighting_id, sighting.incident_id, sighting.vessel_id, sighting.source_id,
       'flag_flown' AS property, sighting.flag_flown AS value, sighting.stance, sighting.said_by, sighting.hedge,
       source.reliability || sighting.credibility AS grade
FROM sighting JOIN source ON source.id = sighting.source_id
WHERE sighting.retracted_at IS NULL AND sighting.flag_flown IS NOT NULL
UNION ALL
SELECT sighting.id AS sighting_id, sighting.incident_id, sighting.vessel_id, sighting.source_id,
       'flag_registered' AS property, sighting.flag_registered AS value, sighting.stance, sighting.said_by, sighting.hedge,
       source.reliability || sighting.credibility AS grade
FROM sighting JOIN source ON source.id = sighting.source_id
WHERE sighting.retracted_at IS NULL AND sighting.flag_registered IS NOT NULL
UNION ALL
SELECT sighting.id AS sighting_id, sighting.incident_id, sighting.vessel_id, sighting.source_id,
       'flag_broadcast' AS property, sighting.flag_broadcast AS value, sighting.stance, sighting.said_by, sighting.hedge,
       source.reliability || sighting.credibility AS grade
FROM sighting JOIN source ON source.id = sighting.source_id
WHERE sighting.retracted_at IS NULL AND sighting.flag_broadcast IS NOT NULL
UNION ALL
SELECT sighting.id AS sighting_id, sighting.incident_id, sighting.vessel_id, sighting.source_id,
       'flag_documented' AS property, sighting.flag_documented AS value, sighting.stance, sighting.said_by, sighting.hedge,
       source.reliability || sighting.credibility AS grade
FROM sighting JOIN source ON source.id = sighting.source_id
WHERE sighting.retracted_at IS NULL AND sighting.flag_documented IS NOT NULL
UNION ALL
SELECT sighting.id AS sighting_id, sighting.incident_id, sighting.vessel_id, sighting.source_id,
       'flag_claimed' AS property, sighting.flag_claimed AS value, sighting.stance, sighting.said_by, sighting.hedge,
       source.reliability || sighting.credibility AS grade
FROM sighting JOIN source ON source.id = sighting.source_id
WHERE sighting.retracted_at IS NULL AND sighting.flag_claimed IS NOT NULL
UNION ALL
SELECT sighting.id AS sighting_id, sighting.incident_id, sighting.vessel_id, sighting.source_id,
       'nationality_claimed' AS property, sighting.nationality_claimed AS value, sighting.stance, sighting.said_by, sighting.hedge,
       source.reliability || sighting.credibility AS grade
FROM sighting JOIN source ON source.id = sighting.source_id
WHERE sighting.retracted_at IS NULL AND sighting.nationality_claimed IS NOT NULL
UNION ALL
SELECT sighting.id AS sighting_id, sighting.incident_id, sighting.vessel_id, sighting.source_id,
       'vessel_type' AS property, sighting.vessel_type AS value, sighting.stance, sighting.said_by, sighting.hedge,
       source.reliability || sighting.credibility AS grade
FROM sighting JOIN source ON source.id = sighting.source_id
WHERE sighting.retracted_at IS NULL AND sighting.vessel_type IS NOT NULL
UNION ALL
SELECT sighting.id AS sighting_id, sighting.incident_id, sighting.vessel_id, sighting.source_id,
       'activity' AS property, sighting.activity AS value, sighting.stance, sighting.said_by, sighting.hedge,
       source.reliability || sighting.credibility AS grade
FROM sighting JOIN source ON source.id = sighting.source_id
WHERE sighting.retracted_at IS NULL AND sighting.activity IS NOT NULL
UNION ALL
SELECT sighting.id AS sighting_id, sighting.incident_id, sighting.vessel_id, sighting.source_id,
       'origin' AS property, sighting.origin AS value, sighting.stance, sighting.said_by, sighting.hedge,
       source.reliability || sighting.credibility AS grade
FROM sighting JOIN source ON source.id = sighting.source_id
WHERE sighting.retracted_at IS NULL AND sighting.origin IS NOT NULL
UNION ALL
SELECT sighting.id AS sighting_id, sighting.incident_id, sighting.vessel_id, sighting.source_id,
       'destination' AS property, sighting.destination AS value, sighting.stance, sighting.said_by, sighting.hedge,
       source.reliability || sighting.credibility AS grade
FROM sighting JOIN source ON source.id = sighting.source_id
WHERE sighting.retracted_at IS NULL AND sighting.destination IS NOT NULL
UNION ALL
SELECT sighting.id AS sighting_id, sighting.incident_id, sighting.vessel_id, sighting.source_id,
       'cargo' AS property, sighting.cargo AS value, sighting.stance, sighting.said_by, sighting.hedge,
       source.reliability || sighting.credibility AS grade
FROM sighting JOIN source ON source.id = sighting.source_id
WHERE sighting.retracted_at IS NULL AND sighting.cargo IS NOT NULL
UNION ALL
SELECT sighting.id AS sighting_id, sighting.incident_id, sighting.vessel_id, sighting.source_id,
       'refusals' AS property, sighting.refusals AS value, sighting.stance, sighting.said_by, sighting.hedge,
       source.reliability || sighting.credibility AS grade
FROM sighting JOIN source ON source.id = sighting.source_id
WHERE sighting.retracted_at IS NULL AND sighting.refusals IS NOT NULL
UNION ALL
SELECT sighting.id AS sighting_id, sighting.incident_id, sighting.vessel_id, sighting.source_id,
       'outcome' AS property, sighting.outcome AS value, sighting.stance, sighting.said_by, sighting.hedge,
       source.reliability || sighting.credibility AS grade
FROM sighting JOIN source ON source.id = sighting.source_id
WHERE sighting.retracted_at IS NULL AND sighting.outcome IS NOT NULL
UNION ALL
SELECT sighting.id AS sighting_id, sighting.incident_id, sighting.vessel_id, sighting.source_id,
       'statement' AS property, sighting.statement AS value, sighting.stance, sighting.said_by, sighting.hedge,
       source.reliability || sighting.credibility AS grade
FROM sighting JOIN source ON source.id = sighting.source_id
WHERE sighting.retracted_at IS NULL AND sighting.statement IS NOT NULL
UNION ALL
SELECT sighting.id, sighting.incident_id, sighting.vessel_id, sighting.source_id,
       detail.key, detail.value, sighting.stance, sighting.said_by, sighting.hedge,
       source.reliability || sighting.credibility
FROM sighting JOIN source ON source.id = sighting.source_id, json_each(sighting.details) AS detail
WHERE sighting.retracted_at IS NULL AND sighting.details IS NOT NULL;

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

CREATE VIEW change_log AS
SELECT change.id AS change_id, change.made_at, change.made_by, change.action, change.summary, change.why,
       change.undoes, count(change_row.id) AS rows_kept
FROM change LEFT JOIN change_row ON change_row.change_id = change.id
GROUP BY change.id;
