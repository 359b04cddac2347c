// Package bench measures what the README says about speed and size. Nothing here
// fails because a machine is slow: it prints figures, each beside a bare counterpart
// that was measured in the same minutes on the same machine.
//
//	go test -tags "sqlite_fts5 sqlite_omit_load_extension" -run '^$' -bench '^BenchmarkFigures$' -benchtime 1x -timeout 2h ./bench
//
// ends with a table in Markdown. BENCH_CASUSSEN is the largest number of casussen
// (1000000 when it is not set). Databases are generated once and kept in BENCH_DIR
// (regiebot-bench in the temporary folder when it is not set): 2.7 GB with a million
// casussen, and as much again during a run. They are made anew when the schema, the
// sample or the planning changes.
//
// The messages of a morning go to the server of package chaos, in a mode in which it does
// everything right and takes one message a second for each recipient. How a service does
// nothing is looked at for a minute, or as long as BENCH_IDLE says (10s). PostgreSQL is that
// of package storetest: set TEST_DATABASE_URL for one that keeps its data on disk.
//
// Where the time of an answer goes is shown by
//
//	go test -tags "sqlite_fts5 sqlite_omit_load_extension" -run '^$' -bench 'BenchmarkAnswer/mpcheck' -cpuprofile cpu.out -o bench.test ./bench
//	go tool pprof -top bench.test cpu.out
//
// and that of a command of Slack or Mattermost by
//
//	go test -tags "sqlite_fts5 sqlite_omit_load_extension" -run '^$' -bench 'BenchmarkChat/mattermost/agenda' -cpuprofile cpu.out -o bench.test ./bench
//	go tool pprof -top -cum -focus 'ServeHTTP|bot.Soon' bench.test cpu.out
//
// The service on a chat platform works by the real clock: on the morning of a working day it
// first sends what is due, which is waited for.
package bench
