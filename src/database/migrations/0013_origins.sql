-- From where something was done is forgotten with a closed account, or with its row, and not
-- otherwise. The triggers stand in sqlite/ and postgres/ under the same number.

