using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi;

/// <summary>Collects what parts say of themselves on this thread while it is open. Closed, a part computes nothing for it: ask <see cref="Wanted"/> first.</summary>
/// <example><code>
/// using var diagnostics = Diagnostics.Collect();
/// model.call(batch);
/// diagnostics.Values["fusion_0.layer_1.audio.gate"]
/// </code></example>
public sealed class Diagnostics : IDisposable
{
    [ThreadStatic] private static Diagnostics? _current;
    private readonly Diagnostics? _outer;
    private readonly SortedDictionary<string, double> _values = new(StringComparer.Ordinal);
    private string _path = "";

    private Diagnostics(Diagnostics? outer) => _outer = outer;

    /// <summary>True while somebody collects on this thread.</summary>
    public static bool Wanted => _current is not null;

    /// <summary>What was reported, by path: the scopes that were open, then the name, joined by dots. A later report of a path replaces an earlier one.</summary>
    public IReadOnlyDictionary<string, double> Values => _values;

    /// <summary>Begins to collect on this thread, until disposed.</summary>
    public static Diagnostics Collect() => _current = new(_current);

    /// <summary>Puts a name before everything that is reported until the result is disposed; null and free when nobody collects.</summary>
    public static IDisposable? Within(string name) => _current is null ? null : new Scope(_current, name);

    /// <summary>Reports the mean of a tensor, without its gradient. Nothing when nobody collects, or where there is no value.</summary>
    /// <param name="name">For example <c>gate</c>.</param>
    /// <param name="value">Any shape.</param>
    public static void Report(string name, Tensor value)
    {
        if (_current is not { } current || value.numel() == 0) return;
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        current._values[current._path + name] = value.detach().to_type(ScalarType.Float64).mean().ToDouble();
    }

    /// <summary>Reports a number. Nothing when nobody collects.</summary>
    public static void Report(string name, double value)
    {
        if (_current is { } current) current._values[current._path + name] = value;
    }

    /// <summary>Ends collecting; who collected before goes on.</summary>
    public void Dispose() => _current = _outer;

    private sealed class Scope : IDisposable
    {
        private readonly Diagnostics _owner;
        private readonly string _before;

        public Scope(Diagnostics owner, string name)
        {
            (_owner, _before) = (owner, owner._path);
            owner._path += name + ".";
        }

        public void Dispose() => _owner._path = _before;
    }
}
