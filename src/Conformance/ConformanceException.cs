namespace Eegavi.Conformance;

/// <summary>A part that breaks a rule: which part, which rule, in which case, and what to do.</summary>
public sealed class ConformanceException : Exception
{
    internal ConformanceException(string message, Exception? inner) : base(message, inner) { }
}
