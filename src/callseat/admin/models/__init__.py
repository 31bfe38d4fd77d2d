"""The shapes of requests and answers, in JSON; unknown members are refused."""
