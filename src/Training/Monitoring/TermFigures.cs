using Eegavi.Models;
using TorchSharp;

namespace Eegavi.Training.Monitoring;

/// <summary>An objective's terms as numbers.</summary>
internal static class TermFigures
{
    /// <summary>Each loss's own value by its name, and its diagnostics: <c>siglip.part.context.audio</c>.</summary>
    public static IReadOnlyDictionary<string, double> Of(ObjectiveValue value)
    {
        var figures = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (name, term) in value.Terms)
        {
            if (term.Value is not null) figures[name] = term.Value.ToDouble();
            foreach (var (figure, tensor) in term.Diagnostics?.AsEnumerable() ?? []) figures[$"{name}.{figure}"] = tensor.ToDouble();
        }
        return figures;
    }
}
