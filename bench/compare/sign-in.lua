-- For wrk: sign-ins of many accounts in turn. The words after `--` are how many accounts there are, and the password.
-- Only an answer that sets a cookie is counted: a refusal may be a redirect, too, which wrk takes for a success.
local accounts, password, turn = 1, "", 0
done_well = 0
local thread

function setup(one)
  thread = one
end

function init(words)
  accounts, password = tonumber(words[1]), words[2]:gsub(" ", "+")
  wrk.method = "POST"
end

function request()
  turn = turn % accounts + 1
  return wrk.format(nil, nil, nil, string.format("username=person-%d&password=%s", turn, password))
end

function response(status, headers)
  if status < 400 and (headers["set-cookie"] or headers["Set-Cookie"]) then done_well = done_well + 1 end
end

function done(summary, latency)
  local failed, good = summary.errors, thread:get("done_well")
  print(string.format('{"requests":%d,"seconds":%f,"p50":%f,"p99":%f,"bytes":%d,"refused":%d,"broken":%d}',
    good, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, summary.bytes,
    summary.requests - good, failed.connect + failed.read + failed.write + failed.timeout))
end
