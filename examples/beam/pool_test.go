package main

import (
	"context"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	fnpb "github.com/apache/beam/sdks/v2/go/pkg/beam/model/fnexecution_v1"
	"github.com/stretchr/testify/require"
	"google.golang.org/grpc"
)

// A pool starts worker processes when an engine asks for them, as the containers of Beam do. The process is this test.
type pool struct {
	fnpb.UnimplementedBeamFnExternalWorkerPoolServer
	address string
	env     []string
	started atomic.Int64

	mu      sync.Mutex
	workers map[string]*exec.Cmd
}

func startPool(t *testing.T, env ...string) *pool {
	t.Helper()
	listener, err := net.Listen("tcp", "localhost:0")
	require.NoError(t, err)
	p := &pool{address: listener.Addr().String(), env: append(os.Environ(), env...), workers: map[string]*exec.Cmd{}}
	server := grpc.NewServer()
	fnpb.RegisterBeamFnExternalWorkerPoolServer(server, p)
	go func() { _ = server.Serve(listener) }() // it ends with the test
	t.Cleanup(func() {
		server.Stop()
		p.kill()
	})
	return p
}

func (p *pool) StartWorker(_ context.Context, r *fnpb.StartWorkerRequest) (*fnpb.StartWorkerResponse, error) {
	worker := exec.Command(os.Args[0], "-worker", "-id="+r.GetWorkerId(),
		"-logging_endpoint="+r.GetLoggingEndpoint().GetUrl(), "-control_endpoint="+r.GetControlEndpoint().GetUrl())
	worker.Env = p.env
	if err := worker.Start(); err != nil {
		return nil, err
	}
	p.started.Add(1)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.workers[r.GetWorkerId()] = worker
	return new(fnpb.StartWorkerResponse), nil
}

func (p *pool) StopWorker(context.Context, *fnpb.StopWorkerRequest) (*fnpb.StopWorkerResponse, error) {
	p.kill()
	return new(fnpb.StopWorkerResponse), nil
}

// kill ends all workers, at once and without a word.
func (p *pool) kill() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for id, worker := range p.workers {
		_ = worker.Process.Kill() // it may have ended
		_ = worker.Wait()
		delete(p.workers, id)
	}
}

// killAfter kills the workers when so many files are there.
func (p *pool) killAfter(pattern string, files int) {
	for {
		if there, _ := filepath.Glob(pattern); len(there) >= files {
			p.kill()
			return
		}
		time.Sleep(time.Millisecond)
	}
}
