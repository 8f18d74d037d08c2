namespace Eegavi.Cli;

/// <summary>Exit codes that scripts can trust.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    /// <summary>The question was answered, and the answer is no: the model does not fit.</summary>
    public const int No = 3;
    /// <summary>As a shell reports an interrupted program: 128 + SIGINT.</summary>
    public const int Cancelled = 130;
}
