using System.Globalization;
using Eegavi.Models;
using TorchSharp.Modules;

namespace Eegavi.Training;

/// <summary>What the optimiser does with a parameter.</summary>
/// <param name="Rate">Factor on the learning rate.</param>
/// <param name="Decays">Whether weight decay pulls it to 0.</param>
internal readonly record struct GroupKey(double Rate, bool Decays);

/// <summary>Sorts the parameters of a model and its losses into the optimiser's groups.</summary>
internal static class ParameterGroups
{
    /// <summary>Freezes what the spec names and groups the rest. The order depends on names alone.</summary>
    /// <exception cref="ArgumentException">A pattern fits no parameter, or nothing is left to train.</exception>
    public static IReadOnlyList<(GroupKey Key, IReadOnlyList<Parameter> Parameters)> Of(FusionModel model, Objective objective, TrainingSpec spec)
    {
        List<(string Name, Parameter Parameter)> ofModel = [.. model.named_parameters()], ofLosses = [.. objective.named_parameters()];
        foreach (var pattern in spec.Freeze) Freeze(ofModel, pattern);
        var depths = new LayerDepths(ofModel.Select(p => p.Name), spec.LayerDecay);
        // Norms, biases and scalar or vector gates are the parameters of fewer than two axes.
        var keyed = ofModel.Select(p => (Key: new GroupKey(depths.Rate(p.Name), p.Parameter.dim() >= 2), p.Parameter))
            .Concat(ofLosses.Select(p => (Key: p.Parameter.dim() == 0 ? new GroupKey(spec.TemperatureRate, false) : new(1, p.Parameter.dim() >= 2), p.Parameter)))
            .Where(p => p.Parameter.requires_grad).ToList();
        if (keyed.Count == 0) throw new ArgumentException("Expected something to train; got a model and losses whose parameters are all frozen.");
        return [.. keyed.GroupBy(p => p.Key, p => p.Parameter).Select(group => (group.Key, (IReadOnlyList<Parameter>)[.. group]))];
    }

    private static void Freeze(List<(string Name, Parameter Parameter)> parameters, string pattern)
    {
        var fitting = parameters.Where(p => Glob.Fits(pattern, p.Name)).ToList();
        if (fitting.Count == 0) throw new ArgumentException($"training.freeze: expected a pattern that fits a parameter, such as '{parameters[0].Name}' or 'query.encoder.*'; got '{pattern}'.");
        foreach (var (_, parameter) in fitting) parameter.requires_grad = false;
    }
}

/// <summary>How deep in its encoder a parameter lies: layer-wise decay of the learning rate, as in BEiT (Bao et al. 2021, arXiv:2106.08254).</summary>
internal sealed class LayerDepths
{
    private readonly Dictionary<string, double> _rates = new(StringComparer.Ordinal);

    /// <summary>Finds the layers of every encoder by the numbers in its parameters' names.</summary>
    /// <param name="names">Names of all parameters, in the order of the model.</param>
    /// <param name="decay">Factor from a layer to the one before it.</param>
    public LayerDepths(IEnumerable<string> names, double decay)
    {
        foreach (var encoder in names.Select(name => (Name: name, Place: Place(name))).Where(p => p.Place.Encoder is not null).GroupBy(p => p.Place.Encoder))
        {
            var layers = encoder.Max(p => p.Place.Layer ?? -1) + 1;
            // What comes before the first numbered layer feeds it; what has no number after that stands at the top.
            var layer = -1;
            foreach (var (name, place) in encoder)
            {
                layer = place.Layer ?? (layer < 0 ? -1 : layers);
                _rates[name] = layers == 0 ? 1 : Math.Pow(decay, layers - layer);
            }
        }
    }

    /// <summary>Factor on the learning rate: 1 outside encoders and at an encoder's top.</summary>
    public double Rate(string name) => _rates.GetValueOrDefault(name, 1);

    // 'context_audio.encoder.blocks.3.norm.weight' → ('context_audio', 3): the first number after the encoder's name is the layer.
    private static (string? Encoder, int? Layer) Place(string name)
    {
        var segments = name.Split('.');
        var encoder = Array.IndexOf(segments, "encoder");
        if (encoder < 0) return (null, null);
        var number = segments.Skip(encoder + 1).FirstOrDefault(segment => segment.All(char.IsAsciiDigit));
        return (segments[0], number is null ? null : int.Parse(number, CultureInfo.InvariantCulture));
    }
}
