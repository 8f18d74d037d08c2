using static TorchSharp.torch;

namespace Eegavi.Models;

/// <summary>Builds a model from its description: the only place where names become parts.</summary>
/// <param name="parts">Makes the parts.</param>
public sealed class ModelBuilder(IParts parts)
{
    /// <summary>Numbers that a map between two parts may hold; <c>Parts.MostNumbers</c> bounds the parts themselves. Default: any.</summary>
    public double MostNumbers { get; init; } = double.PositiveInfinity;

    /// <summary>Builds the model, in training mode, on the CPU in float32.</summary>
    /// <param name="spec">The description.</param>
    /// <exception cref="ArgumentException">The parts, or the weights named for them, do not fit; every error is named.</exception>
    public FusionModel Build(ModelSpec spec)
    {
        spec = spec.Ablated();
        ModelRules.Check(spec);
        var contexts = Branches(spec.Context, (name, c) => Branch(c.Modality ?? name, c.Encoder, c.Resampler.Resampler, null));
        var sidecars = Branches(spec.Sidecars, (name, s) => Branch(s.Modality ?? name, s.Encoder, new("identity"), null));
        var widths = contexts.Concat(sidecars).ToDictionary(b => b.Name, b => b.Branch.OutputWidth);
        var fusion = spec.Fusion.Select(f => Block(f, spec, widths)).ToList();
        var sizes = new PartSizes { Width = spec.Width, InputWidth = spec.Width };
        var plan = new ModelPlan(
            spec, Branch(spec.Query.Modality, spec.Query.Encoder, spec.Query.Resampler.Resampler, spec.Width),
            contexts, sidecars, fusion, parts.Create(spec.Pooling, sizes),
            spec.Heads.ToDictionary(h => h.Key, h => parts.Create(h.Value.Head, sizes with { Outputs = h.Value.Outputs })));
        ModelRules.CheckAdditive(plan);
        return new FusionModel(plan) { LoadedWeights = PartWeights.Load(plan) };
    }

    private static List<(string Name, ModalityBranch Branch)> Branches<T>(IReadOnlyDictionary<string, T> specs, Func<string, T, ModalityBranch> make) =>
        [.. specs.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => (s.Key, make(s.Key, s.Value)))];

    private ModalityBranch Branch(string modality, EncoderSpec spec, Part<IResampler> resampler, int? width)
    {
        var encoder = parts.Create(spec.Encoder, new PartSizes { Width = width ?? 0 });
        if (spec.Frozen) foreach (var parameter in ((nn.Module)encoder).parameters()) parameter.requires_grad = false;
        var thin = parts.Create(resampler, new PartSizes { Width = width ?? 0, InputWidth = encoder.OutputWidth });
        if (width is { } own && own != thin.OutputWidth && (double)own * thin.OutputWidth > MostNumbers)
            throw new ArgumentException($"expected a model of at most {MostNumbers} numbers; the map of '{modality}' from width {thin.OutputWidth} to {own} has more.");
        return new ModalityBranch(modality, encoder, thin, width, spec.Frozen);
    }

    private (IFusionBlock, IReadOnlyList<string>) Block(FusionSpec spec, ModelSpec model, Dictionary<string, int> widths)
    {
        var from = spec.From ?? [.. model.Context.Keys.Order(StringComparer.Ordinal)];
        var sizes = new PartSizes { Width = model.Width, InputWidth = model.Width, ContextWidths = [.. from.Select(name => widths[name])], ContextNames = from };
        return (parts.Create(spec.Block, sizes), from);
    }
}
