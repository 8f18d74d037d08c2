using Eegavi.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Eegavi.Training.Monitoring;

/// <summary>Sizes of gradients by part: <c>query</c>, <c>context_audio</c>, <c>fusion_0</c>, <c>head_mood</c>, <c>loss.siglip</c>. One that is always 0 learns nothing.</summary>
internal sealed class GradientNorms
{
    private readonly IReadOnlyList<(string Part, Parameter[] Parameters)> _parts;

    public GradientNorms(FusionModel model, Objective objective) => _parts =
    [
        .. Parts(model.named_parameters(), ""),
        .. Parts(objective.named_parameters(), "loss."),
    ];

    /// <summary>√Σ g² over the parameters of each part that have a gradient now; parts without any are left out.</summary>
    public IReadOnlyDictionary<string, double> Read()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return _parts.Select(part => (part.Part, Gradients: part.Parameters.Select(p => p.grad).OfType<Tensor>().ToArray())).Where(part => part.Gradients.Length > 0)
            .ToDictionary(part => part.Part, part => stack(part.Gradients.Select(g => linalg.vector_norm(g.to_type(ScalarType.Float32))).ToArray()).square().sum().sqrt().ToDouble(), StringComparer.Ordinal);
    }

    private static IEnumerable<(string, Parameter[])> Parts(IEnumerable<(string Name, Parameter Parameter)> parameters, string prefix) =>
        parameters.GroupBy(p => prefix + p.Name.Split('.')[0], p => p.Parameter).Select(group => (group.Key, group.ToArray()));
}
