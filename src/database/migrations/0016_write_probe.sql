-- A row that is written as it is, to find out whether anything can be written. Nobody else waits for it.
INSERT INTO locks (name, taken) VALUES ('probe', 0);
