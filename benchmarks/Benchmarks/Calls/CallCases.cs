using System.Diagnostics;
using static TorchSharp.torch;

namespace Eegavi.Benchmarks;

/// <summary>Operators on tensors so small that the call costs more than the work; <c>pytorch/calls_worker.py</c> has the same.</summary>
internal sealed class CallCases
{
    private readonly Tensor _x = ones(1), _y = ones(1), _m = ones(8, 8), _w = ones(1, requires_grad: true);
    private readonly Dictionary<string, Func<Tensor>> _calls;

    public CallCases() => _calls = new()
    {
        ["x + y"] = () => _x + _y,
        ["x + 2.0"] = () => _x + 2.0,
        ["relu(x)"] = () => _x.relu(),
        ["sum(x)"] = () => _x.sum(),
        ["matmul(m, m)"] = () => _m.matmul(_m),
        ["view(m, 4, 16)"] = () => _m.view(4, 16),
        ["w * y, w has a gradient"] = () => _w * _y,
    };

    /// <summary>Every name, in the order of the table.</summary>
    public static IEnumerable<string> Names => new CallCases()._calls.Keys;

    /// <summary>Seconds of a call, the mean of <paramref name="count"/>; each result is released at once, as Python's is.</summary>
    public double Seconds(string name, int count)
    {
        var call = _calls[name];
        using var scope = NewDisposeScope();
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < count; i++)
        {
            using var result = call();
        }
        return watch.Elapsed.TotalSeconds / count;
    }
}
