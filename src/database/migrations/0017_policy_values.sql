-- Values of the settings that an application's features add to the policy; role '': everyone's.
CREATE TABLE policy_values (
    role TEXT NOT NULL REFERENCES policies (role) ON DELETE CASCADE,
    setting TEXT NOT NULL,
    value BIGINT NOT NULL,
    PRIMARY KEY (role, setting)
);
