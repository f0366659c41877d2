-- For wrk: the requests of one measurement, and its numbers as JSON. The word after `--` is the method.
-- There is no response() here: with it, wrk would parse every answer, and be slower than what it measures.
function init(words)
  wrk.method = words[1] or "GET"
end

function done(summary, latency)
  local failed = summary.errors
  print(string.format('{"requests":%d,"seconds":%f,"p50":%f,"p99":%f,"bytes":%d,"refused":%d,"broken":%d}',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    summary.bytes, failed.status, failed.connect + failed.read + failed.write + failed.timeout))
end
