using System.ComponentModel.DataAnnotations;

namespace Eegavi.Training.Runs;

/// <summary>A run whose weights another one begins with.</summary>
public sealed record InitSpec
{
    /// <summary>Folder of the finished run.</summary>
    [FilePath, MinLength(1)] public required string From { get; init; }

    /// <summary>Which of its weights are taken, by name; <c>*</c> stands for any letters: <c>query.*</c>. A pattern that fits nothing is an error. Default: all.</summary>
    [MinLength(1)] public IReadOnlyList<string> Keep { get; init; } = ["*"];
}
