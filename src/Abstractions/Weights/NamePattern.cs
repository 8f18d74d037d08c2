using System.Text.RegularExpressions;

namespace Eegavi;

/// <summary>A pattern of dotted names: <c>{x}</c> stands for one segment, <c>*</c> for any text, <c>#</c> for a number; all else for itself.</summary>
internal sealed partial class NamePattern
{
    private const string Tail = "tail";
    private const string Number = "number";
    private readonly Regex _regex;

    public NamePattern(string text)
    {
        (Text, HasTail) = (text, text.Contains('*', StringComparison.Ordinal));
        var last = text.LastIndexOf('*');
        var pattern = Wild().Replace(text, wild => wild.Value switch
        {
            "*" => wild.Index == last ? $"(?<{Tail}>.*)" : ".*?",
            "#" => $"(?<{Number}>[0-9]+)",
            ['{', .. var name, '}'] => $"(?<{name}>[^.]+)",
            var literal => Regex.Escape(literal),
        });
        // Patterns come from users' files: no text may make matching slow.
        _regex = new($"^{pattern}$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    }

    public string Text { get; }

    public bool HasTail { get; }

    public bool Fits(string name) => _regex.IsMatch(name);

    /// <summary>What the wildcards stand for in a name; null where it does not fit.</summary>
    public Match? Match(string name) => _regex.Match(name) is { Success: true } match ? match : null;

    public static string TailOf(Match match) => match.Groups[Tail].Value;

    public static long? NumberOf(Match match) => match.Groups[Number] is { Success: true } number ? long.Parse(number.Value, System.Globalization.CultureInfo.InvariantCulture) : null;

    /// <summary>A template with what the wildcards of a match stand for.</summary>
    public static string Fill(string template, Match match) =>
        Wild().Replace(template, wild => wild.Value switch
        {
            "*" => TailOf(match),
            ['{', .. var name, '}'] => match.Groups[name].Value,
            var literal => literal,
        });

    [GeneratedRegex(@"\*|#|\{[a-z]+\}|[^*#{]+|\{")]
    private static partial Regex Wild();
}
