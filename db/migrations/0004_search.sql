-- Full-text search: one index a table over the columns that hold words, kept current by triggers. The
-- indexes hold no text of their own (external content); `prefix` makes search-as-you-type fast.

CREATE VIRTUAL TABLE sighting_search USING fts5 (
    name_shown, place, activity, origin, destination, cargo, outcome, observer, said_by, statement, hedge,
    details, locator, note,
    content = 'sighting', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE TRIGGER sighting_search_insert AFTER INSERT ON sighting BEGIN
    INSERT INTO sighting_search (
        rowid, name_shown, place, activity, origin, destination, cargo, outcome, observer, said_by,
        statement, hedge, details, locator, note
    ) VALUES (
        new.id, new.name_shown, new.place, new.activity, new.origin, new.destination, new.cargo,
        new.outcome, new.observer, new.said_by, new.statement, new.hedge, new.details, new.locator, new.note
    );
END;
CREATE TRIGGER sighting_search_update AFTER UPDATE ON sighting
WHEN (
    old.name_shown, old.place, old.activity, old.origin, old.destination, old.cargo, old.outcome,
    old.observer, old.said_by, old.statement, old.hedge, old.details, old.locator, old.note
) IS NOT (
    new.name_shown, new.place, new.activity, new.origin, new.destination, new.cargo, new.outcome,
    new.observer, new.said_by, new.statement, new.hedge, new.details, new.locator, new.note
) BEGIN
    INSERT INTO sighting_search (
        sighting_search, rowid, name_shown, place, activity, origin, destination, cargo, outcome, observer,
        said_by, statement, hedge, details, locator, note
    ) VALUES (
        'delete', old.id, old.name_shown, old.place, old.activity, old.origin, old.destination, old.cargo,
        old.outcome, old.observer, old.said_by, old.statement, old.hedge, old.details, old.locator, old.note
    );
    INSERT INTO sighting_search (
        rowid, name_shown, place, activity, origin, destination, cargo, outcome, observer, said_by,
        statement, hedge, details, locator, note
    ) VALUES (
        new.id, new.name_shown, new.place, new.activity, new.origin, new.destination, new.cargo,
        new.outcome, new.observer, new.said_by, new.statement, new.hedge, new.details, new.locator, new.note
    );
END;
CREATE TRIGGER sighting_search_delete AFTER DELETE ON sighting BEGIN
    INSERT INTO sighting_search (
        sighting_search, rowid, name_shown, place, activity, origin, destination, cargo, outcome, observer,
        said_by, statement, hedge, details, locator, note
    ) VALUES (
        'delete', old.id, old.name_shown, old.place, old.activity, old.origin, old.destination, old.cargo,
        old.outcome, old.observer, old.said_by, old.statement, old.hedge, old.details, old.locator, old.note
    );
END;

CREATE VIRTUAL TABLE incident_search USING fts5 (
    title, summary, legal_basis, keywords, note,
    content = 'incident', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE TRIGGER incident_search_insert AFTER INSERT ON incident BEGIN
    INSERT INTO incident_search (
        rowid, title, summary, legal_basis, keywords, note
    ) VALUES (
        new.id, new.title, new.summary, new.legal_basis, new.keywords, new.note
    );
END;
CREATE TRIGGER incident_search_update AFTER UPDATE ON incident
WHEN (
    old.title, old.summary, old.legal_basis, old.keywords, old.note
) IS NOT (
    new.title, new.summary, new.legal_basis, new.keywords, new.note
) BEGIN
    INSERT INTO incident_search (
        incident_search, rowid, title, summary, legal_basis, keywords, note
    ) VALUES (
        'delete', old.id, old.title, old.summary, old.legal_basis, old.keywords, old.note
    );
    INSERT INTO incident_search (
        rowid, title, summary, legal_basis, keywords, note
    ) VALUES (
        new.id, new.title, new.summary, new.legal_basis, new.keywords, new.note
    );
END;
CREATE TRIGGER incident_search_delete AFTER DELETE ON incident BEGIN
    INSERT INTO incident_search (
        incident_search, rowid, title, summary, legal_basis, keywords, note
    ) VALUES (
        'delete', old.id, old.title, old.summary, old.legal_basis, old.keywords, old.note
    );
END;

CREATE VIRTUAL TABLE vessel_search USING fts5 (
    name, type, note,
    content = 'vessel', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE TRIGGER vessel_search_insert AFTER INSERT ON vessel BEGIN
    INSERT INTO vessel_search (
        rowid, name, type, note
    ) VALUES (
        new.id, new.name, new.type, new.note
    );
END;
CREATE TRIGGER vessel_search_update AFTER UPDATE ON vessel
WHEN (
    old.name, old.type, old.note
) IS NOT (
    new.name, new.type, new.note
) BEGIN
    INSERT INTO vessel_search (
        vessel_search, rowid, name, type, note
    ) VALUES (
        'delete', old.id, old.name, old.type, old.note
    );
    INSERT INTO vessel_search (
        rowid, name, type, note
    ) VALUES (
        new.id, new.name, new.type, new.note
    );
END;
CREATE TRIGGER vessel_search_delete AFTER DELETE ON vessel BEGIN
    INSERT INTO vessel_search (
        vessel_search, rowid, name, type, note
    ) VALUES (
        'delete', old.id, old.name, old.type, old.note
    );
END;

CREATE VIRTUAL TABLE identity_search USING fts5 (
    name, owner, manager, mmsi, call_sign, imo, note,
    content = 'identity', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE TRIGGER identity_search_insert AFTER INSERT ON identity BEGIN
    INSERT INTO identity_search (
        rowid, name, owner, manager, mmsi, call_sign, imo, note
    ) VALUES (
        new.id, new.name, new.owner, new.manager, new.mmsi, new.call_sign, new.imo, new.note
    );
END;
CREATE TRIGGER identity_search_update AFTER UPDATE ON identity
WHEN (
    old.name, old.owner, old.manager, old.mmsi, old.call_sign, old.imo, old.note
) IS NOT (
    new.name, new.owner, new.manager, new.mmsi, new.call_sign, new.imo, new.note
) BEGIN
    INSERT INTO identity_search (
        identity_search, rowid, name, owner, manager, mmsi, call_sign, imo, note
    ) VALUES (
        'delete', old.id, old.name, old.owner, old.manager, old.mmsi, old.call_sign, old.imo, old.note
    );
    INSERT INTO identity_search (
        rowid, name, owner, manager, mmsi, call_sign, imo, note
    ) VALUES (
        new.id, new.name, new.owner, new.manager, new.mmsi, new.call_sign, new.imo, new.note
    );
END;
CREATE TRIGGER identity_search_delete AFTER DELETE ON identity BEGIN
    INSERT INTO identity_search (
        identity_search, rowid, name, owner, manager, mmsi, call_sign, imo, note
    ) VALUES (
        'delete', old.id, old.name, old.owner, old.manager, old.mmsi, old.call_sign, old.imo, old.note
    );
END;

CREATE VIRTUAL TABLE source_search USING fts5 (
    title, publisher, author, note, text,
    content = 'source', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE TRIGGER source_search_insert AFTER INSERT ON source BEGIN
    INSERT INTO source_search (
        rowid, title, publisher, author, note, text
    ) VALUES (
        new.id, new.title, new.publisher, new.author, new.note, new.text
    );
END;
CREATE TRIGGER source_search_update AFTER UPDATE ON source
WHEN (
    old.title, old.publisher, old.author, old.note, old.text
) IS NOT (
    new.title, new.publisher, new.author, new.note, new.text
) BEGIN
    INSERT INTO source_search (
        source_search, rowid, title, publisher, author, note, text
    ) VALUES (
        'delete', old.id, old.title, old.publisher, old.author, old.note, old.text
    );
    INSERT INTO source_search (
        rowid, title, publisher, author, note, text
    ) VALUES (
        new.id, new.title, new.publisher, new.author, new.note, new.text
    );
END;
CREATE TRIGGER source_search_delete AFTER DELETE ON source BEGIN
    INSERT INTO source_search (
        source_search, rowid, title, publisher, author, note, text
    ) VALUES (
        'delete', old.id, old.title, old.publisher, old.author, old.note, old.text
    );
END;

CREATE VIRTUAL TABLE party_search USING fts5 (
    name, note,
    content = 'party', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE TRIGGER party_search_insert AFTER INSERT ON party BEGIN
    INSERT INTO party_search (
        rowid, name, note
    ) VALUES (
        new.id, new.name, new.note
    );
END;
CREATE TRIGGER party_search_update AFTER UPDATE ON party
WHEN (
    old.name, old.note
) IS NOT (
    new.name, new.note
) BEGIN
    INSERT INTO party_search (
        party_search, rowid, name, note
    ) VALUES (
        'delete', old.id, old.name, old.note
    );
    INSERT INTO party_search (
        rowid, name, note
    ) VALUES (
        new.id, new.name, new.note
    );
END;
CREATE TRIGGER party_search_delete AFTER DELETE ON party BEGIN
    INSERT INTO party_search (
        party_search, rowid, name, note
    ) VALUES (
        'delete', old.id, old.name, old.note
    );
END;
