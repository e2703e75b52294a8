-- The titles of issues: for each issue, project and retention the greatest, by day and then by the bytes of the text, which may hold zeros.
-- In the key, what is asked for many at a time comes first, as in that of replay_rows.
CREATE TABLE replaygraph.issue_titles (
    organization int NOT NULL,
    issue bigint NOT NULL,
    project bigint NOT NULL,
    retention smallint NOT NULL,
    until timestamptz NOT NULL,
    title bytea NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (issue, organization, project, retention)
);

CREATE INDEX issue_titles_by_expiry ON replaygraph.issue_titles (expires_at);
