using Eegavi.Models;

namespace Eegavi.MachineLearning;

/// <summary>The files of weights that a description of a model names.</summary>
internal static class ModelFiles
{
    /// <summary>The same model without them: a fitted model's weights travel with it, so the files that they once came from need not be there.</summary>
    public static ModelSpec Without(ModelSpec model) => model with
    {
        Query = model.Query with { Encoder = Without(model.Query.Encoder), Resampler = Without(model.Query.Resampler) },
        Context = model.Context.ToDictionary(c => c.Key, c => c.Value with { Encoder = Without(c.Value.Encoder), Resampler = Without(c.Value.Resampler) }, StringComparer.Ordinal),
        Sidecars = model.Sidecars.ToDictionary(s => s.Key, s => s.Value with { Encoder = Without(s.Value.Encoder) }, StringComparer.Ordinal),
        Fusion = [.. model.Fusion.Select(Without)],
    };

    private static T Without<T>(T spec) where T : WeightedSpec => spec with { Weights = null, WeightsLayout = null, WeightsKeys = "*", WeightsInto = [] };
}
