-- Full-text search: one index a table over the columns that hold words, kept current by triggers.

CREATE VIRTUAL TABLE sighting_search USING fts5 (
    name_shown, place, activity, origin, destination, cargo, outcome, observer, said_by, statement, hedge, details, locator, note,
    content = 'sighting', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE TRIGGER sighting_search_insert AFTER INSERT ON sighting BEGIN
    INSERT INTO sighting_search (rowid, name_shown, place, activity, origin, destination, cargo, outcome, observer, said_by, statement, hedge, details, locator, note)
    VALUES (new.id, new.name_shown, new.place, new.activity, new.origin, new.destination, new.cargo, new.outcome, new.observer, new.said_by, new.statement, new.hedge, new.details, new.locator, new.note);
END;
CREATE TRIGGER sighting_search_update AFTER UPDATE ON sighting
WHEN old.name_shown IS NOT new.name_shown OR old.place IS NOT new.place OR old.activity IS NOT new.activity OR old.origin IS NOT new.origin OR old.destination IS NOT new.destination OR old.cargo IS NOT new.cargo OR old.outcome IS NOT new.outcome OR old.observer IS NOT new.observer OR old.said_by IS NOT new.said_by OR old.statement IS NOT new.statement OR old.hedge IS NOT new.hedge OR old.details IS NOT new.details OR old.locator IS NOT new.locator OR old.note IS NOT new.note BEGIN
    INSERT INTO sighting_search (sighting_search, rowid, name_shown, place, activity, origin, destination, cargo, outcome, observer, said_by, statement, hedge, details, locator, note)
    VALUES ('delete', old.id, old.name_shown, old.place, old.activity, old.origin, old.destination, old.cargo, old.outcome, old.observer, old.said_by, old.statement, old.hedge, old.details, old.locator, old.note);
    INSERT INTO sighting_search (rowid, name_shown, place, activity, origin, destination, cargo, outcome, observer, said_by, statement, hedge, details, locator, note)
    VALUES (new.id, new.name_shown, new.place, new.activity, new.origin, new.destination, new.cargo, new.outcome, new.observer, new.said_by, new.statement, new.hedge, new.details, new.locator, new.note);
END;
CREATE TRIGGER sighting_search_delete AFTER DELETE ON sighting BEGIN
    INSERT INTO sighting_search (sighting_search, rowid, name_shown, place, activity, origin, destination, cargo, outcome, observer, said_by, statement, hedge, details, locator, note)
    VALUES ('delete', old.id, old.name_shown, old.place, old.activity, old.origin, old.destination, old.cargo, old.outcome, old.observer, old.said_by, old.statement, old.hedge, old.details, old.locator, old.note);
END;

CREATE VIRTUAL TABLE incident_search USING fts5 (
    title, summary, legal_basis, keywords, note,
    content = 'incident', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE TRIGGER incident_search_insert AFTER INSERT ON incident BEGIN
    INSERT INTO incident_search (rowid, title, summary, legal_basis, keywords, note)
    VALUES (new.id, new.title, new.summary, new.legal_basis, new.keywords, new.note);
END;
CREATE TRIGGER incident_search_update AFTER UPDATE ON incident
WHEN old.title IS NOT new.title OR old.summary IS NOT new.summary OR old.legal_basis IS NOT new.legal_basis OR old.keywords IS NOT new.keywords OR old.note IS NOT new.note BEGIN
    INSERT INTO incident_search (incident_search, rowid, title, summary, legal_basis, keywords, note)
    VALUES ('delete', old.id, old.title, old.summary, old.legal_basis, old.keywords, old.note);
    INSERT INTO incident_search (rowid, title, summary, legal_basis, keywords, note)
    VALUES (new.id, new.title, new.summary, new.legal_basis, new.keywords, new.note);
END;
CREATE TRIGGER incident_search_delete AFTER DELETE ON incident BEGIN
    INSERT INTO incident_search (incident_search, rowid, title, summary, legal_basis, keywords, note)
    VALUES ('delete', old.id, old.title, old.summary, old.legal_basis, old.keywords, old.note);
END;

CREATE VIRTUAL TABLE vessel_search USING fts5 (
    name, type, note,
    content = 'vessel', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE TRIGGER vessel_search_insert AFTER INSERT ON vessel BEGIN
    INSERT INTO vessel_search (rowid, name, type, note)
    VALUES (new.id, new.name, new.type, new.note);
END;
CREATE TRIGGER vessel_search_update AFTER UPDATE ON vessel
WHEN old.name IS NOT new.name OR old.type IS NOT new.type OR old.note IS NOT new.note BEGIN
    INSERT INTO vessel_search (vessel_search, rowid, name, type, note)
    VALUES ('delete', old.id, old.name, old.type, old.note);
    INSERT INTO vessel_search (rowid, name, type, note)
    VALUES (new.id, new.name, new.type, new.note);
END;
CREATE TRIGGER vessel_search_delete AFTER DELETE ON vessel BEGIN
    INSERT INTO vessel_search (vessel_search, rowid, name, type, note)
    VALUES ('delete', old.id, old.name, old.type, old.note);
END;

CREATE VIRTUAL TABLE identity_search USING fts5 (
    name, owner, manager, imo, mmsi, call_sign, note,
    content = 'identity', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE TRIGGER identity_search_insert AFTER INSERT ON identity BEGIN
    INSERT INTO identity_search (rowid, name, owner, manager, imo, mmsi, call_sign, note)
    VALUES (new.id, new.name, new.owner, new.manager, new.imo, new.mmsi, new.call_sign, new.note);
END;
CREATE TRIGGER identity_search_update AFTER UPDATE ON identity
WHEN old.name IS NOT new.name OR old.owner IS NOT new.owner OR old.manager IS NOT new.manager OR old.imo IS NOT new.imo OR old.mmsi IS NOT new.mmsi OR old.call_sign IS NOT new.call_sign OR old.note IS NOT new.note BEGIN
    INSERT INTO identity_search (identity_search, rowid, name, owner, manager, imo, mmsi, call_sign, note)
    VALUES ('delete', old.id, old.name, old.owner, old.manager, old.imo, old.mmsi, old.call_sign, old.note);
    INSERT INTO identity_search (rowid, name, owner, manager, imo, mmsi, call_sign, note)
    VALUES (new.id, new.name, new.owner, new.manager, new.imo, new.mmsi, new.call_sign, new.note);
END;
CREATE TRIGGER identity_search_delete AFTER DELETE ON identity BEGIN
    INSERT INTO identity_search (identity_search, rowid, name, owner, manager, imo, mmsi, call_sign, note)
    VALUES ('delete', old.id, old.name, old.owner, old.manager, old.imo, old.mmsi, old.call_sign, old.note);
END;

CREATE VIRTUAL TABLE source_search USING fts5 (
    title, publisher, author, note, text,
    content = 'source', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE TRIGGER source_search_insert AFTER INSERT ON source BEGIN
    INSERT INTO source_search (rowid, title, publisher, author, note, text)
    VALUES (new.id, new.title, new.publisher, new.author, new.note, new.text);
END;
CREATE TRIGGER source_search_update AFTER UPDATE ON source
WHEN old.title IS NOT new.title OR old.publisher IS NOT new.publisher OR old.author IS NOT new.author OR old.note IS NOT new.note OR old.text IS NOT new.text BEGIN
    INSERT INTO source_search (source_search, rowid, title, publisher, author, note, text)
    VALUES ('delete', old.id, old.title, old.publisher, old.author, old.note, old.text);
    INSERT INTO source_search (rowid, title, publisher, author, note, text)
    VALUES (new.id, new.title, new.publisher, new.author, new.note, new.text);
END;
CREATE TRIGGER source_search_delete AFTER DELETE ON source BEGIN
    INSERT INTO source_search (source_search, rowid, title, publisher, author, note, text)
    VALUES ('delete', old.id, old.title, old.publisher, old.author, old.note, old.text);
END;

CREATE VIRTUAL TABLE party_search USING fts5 (
    name, note,
    content = 'party', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE TRIGGER party_search_insert AFTER INSERT ON party BEGIN
    INSERT INTO party_search (rowid, name, note)
    VALUES (new.id, new.name, new.note);
END;
CREATE TRIGGER party_search_update AFTER UPDATE ON party
WHEN old.name IS NOT new.name OR old.note IS NOT new.note BEGIN
    INSERT INTO party_search (party_search, rowid, name, note)
    VALUES ('delete', old.id, old.name, old.note);
    INSERT INTO party_search (rowid, name, note)
    VALUES (new.id, new.name, new.note);
END;
CREATE TRIGGER party_search_delete AFTER DELETE ON party BEGIN
    INSERT INTO party_search (party_search, rowid, name, note)
    VALUES ('delete', old.id, old.name, old.note);
END;
