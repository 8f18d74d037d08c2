using Eegavi.Data.Cache;
using Eegavi.Models;
using static TorchSharp.torch;

namespace Eegavi.Training.Runs;

/// <summary>What a run took from another one.</summary>
/// <param name="From">The other run's folder.</param>
/// <param name="Subjects">Whom that run was trained on.</param>
/// <param name="Taken">Weights that were taken, by name.</param>
/// <param name="Drawn">Weights that were drawn anew.</param>
public sealed record InitialWeights(string From, IReadOnlyList<string> Subjects, IReadOnlyList<string> Taken, IReadOnlyList<string> Drawn)
{
    /// <summary>As a sentence.</summary>
    public override string ToString() =>
        $"Took {Taken.Count} of {Taken.Count + Drawn.Count} weights from {From}; drawn anew: {(Drawn.Count == 0 ? "none" : string.Join(", ", Drawn))}.";

    /// <summary>Copies weights into a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="spec">From where, and which.</param>
    /// <exception cref="ArgumentException">There is no such run, a pattern fits nothing, or a weight does not fit the model: every error.</exception>
    internal static InitialWeights Take(FusionModel model, InitSpec spec)
    {
        using var file = SafetensorsFile.Open(PathOf(spec));
        var live = model.state_dict();
        var errors = spec.Keep.Where(pattern => !file.Names.Any(name => Glob.Fits(pattern, name)))
            .Select(pattern => $"init.keep: expected a pattern that fits a weight of {spec.From}, such as '{file.Names[0]}'; got '{pattern}'.").ToList();
        string[] taken = [.. file.Names.Where(name => spec.Keep.Any(pattern => Glob.Fits(pattern, name))).Order(StringComparer.Ordinal)];
        errors.AddRange(taken.Select(name => Misfit(name, file, live)).OfType<string>());
        if (errors.Count > 0) throw new ArgumentException(string.Join(Environment.NewLine, errors));
        Copy(taken, file, live);
        return new(spec.From, RunFolder.Find(spec.From)?.Subjects ?? [], taken, [.. live.Keys.Except(taken)]);
    }

    /// <summary>The fingerprint of data, with that of the weights that a run begins with.</summary>
    internal static string AddTo(string data, InitSpec? spec) => spec is null ? data : $"{data} {new ContentHash(null).Of(PathOf(spec))}";

    private static string PathOf(InitSpec spec)
    {
        var path = Path.Combine(spec.From, RunFiles.Model);
        return File.Exists(path) ? path : throw new ArgumentException($"init.from: expected the folder of a finished run, with {RunFiles.Model} in it; got '{spec.From}'.");
    }

    private static string? Misfit(string name, SafetensorsFile file, IReadOnlyDictionary<string, Tensor> live)
    {
        if (!live.TryGetValue(name, out var own)) return $"init.keep: expected weights that this model has; '{name}' of the other run is none of its: leave it out, for example with 'query.*'.";
        var shape = file.Info(name).Shape;
        return shape.SequenceEqual(own.shape) ? null : $"init.keep: expected '{name}' as [{string.Join(", ", own.shape)}]; the other run has [{string.Join(", ", shape)}].";
    }

    private static void Copy(IEnumerable<string> names, SafetensorsFile file, IReadOnlyDictionary<string, Tensor> live)
    {
        using var _ = no_grad();
        foreach (var name in names)
        {
            using var read = file.Read(name);
            live[name].copy_(read);
        }
    }
}
