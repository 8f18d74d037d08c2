namespace Eegavi.Models;

/// <summary>Every vector that a loss may stand on, with its width.</summary>
internal static class StageWidths
{
    /// <summary>The model's stages, their tokens, its heads, and what teachers give.</summary>
    /// <param name="model">The model.</param>
    /// <param name="teachers">Widths of teachers' vectors by name, without <c>teacher.</c>.</param>
    public static SortedDictionary<string, int> Of(FusionModel model, IReadOnlyDictionary<string, int> teachers)
    {
        var stages = model.StageWidths;
        var heads = model.Spec.Heads.Select(h => (Name: Stages.HeadPrefix + h.Key, Width: h.Value.Outputs)).ToList();
        var own = stages.Select(s => (Name: s.Key, Width: s.Value)).Concat(heads).ToList();
        var tokens = stages.Where(s => s.Key != Stages.Fused).Select(s => (Name: Stages.TokensPrefix + s.Key, Width: s.Value));
        var average = own.Select(s => (Name: $"{Stages.TeacherPrefix}{Stages.AverageTeacher}.{s.Name}", s.Width));
        var all = own.Concat(tokens).Concat(average).Concat(teachers.Select(t => (Name: Stages.TeacherPrefix + t.Key, Width: t.Value)));
        return new(all.ToDictionary(s => s.Name, s => s.Width), StringComparer.Ordinal);
    }

    /// <summary>The stages that an end stands for; itself where it is not one of <c>context.*</c>, <c>teacher.*</c>.</summary>
    public static IEnumerable<string> Expand(string end, IReadOnlyDictionary<string, int> widths) =>
        end.EndsWith(Stages.Every, StringComparison.Ordinal) ? widths.Keys.Where(name => Stages.After(end[..^1], name) is { } rest && !IsAverage(end, rest)) : [end];

    // The averaged model is a teacher only where it is named.
    private static bool IsAverage(string end, string rest) => end == Stages.TeacherPrefix + "*" && rest.StartsWith(Stages.AverageTeacher + ".", StringComparison.Ordinal);
}
