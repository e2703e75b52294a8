-- The nodes whose latest entries were replaced by one in the current period, and the version of that. Versions that were replaced are not
-- in node_log any more, so a write that read an earlier version is recognized here. Rows are written under the exclusive lock, so that
-- serials become visible in order. Those of earlier periods go when a period begins: who read then loses anyway.
CREATE TABLE replaygraph.compactions (
    organization int NOT NULL,
    type smallint NOT NULL,
    node bytea NOT NULL,
    version bigint NOT NULL,
    period int NOT NULL,
    serial bigint GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (organization, type, node)
);

CREATE INDEX compactions_by_serial ON replaygraph.compactions (serial);
