namespace Eegavi.Plugins;

/// <summary>Configuration that cannot be used: every error at once, each with its path as users write it.</summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>One error or several.</summary>
    public ConfigurationException(params IReadOnlyList<string> errors) : base(string.Join(Environment.NewLine, errors)) => Errors = errors;

    /// <summary>One error with its cause.</summary>
    public ConfigurationException(string error, Exception inner) : base(error, inner) => Errors = [error];

    /// <summary>Sentences, for example <c>model.fusion[1].heads: expected a whole number from 1 to 128; got 0.</c></summary>
    public IReadOnlyList<string> Errors { get; }

    /// <summary>Throws if there are errors; a sentence that was found twice is said once.</summary>
    public static void ThrowIfAny(IEnumerable<string> errors)
    {
        var found = errors.Distinct().ToArray();
        if (found.Length > 0) throw new ConfigurationException(found);
    }
}
