-- Of a thousand items: nine are read, the tenth is written, and so on.
local requests, number = {}, 0

init = function()
  for i = 1, 1000 do
    local target = "/items/" .. (i * 7 % 1000 + 1)
    if i % 10 == 0 then
      requests[i] = wrk.format("PUT", target, nil, '{"name": "a name", "price": ' .. i .. '}')
    else
      requests[i] = wrk.format("GET", target)
    end
  end
end

request = function()
  number = number % 1000 + 1
  return requests[number]
end
