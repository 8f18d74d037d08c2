using System.Diagnostics;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Runtime
{
    /// <summary>How grave a message is.</summary>
    public enum ChannelMessageKind
    {
        Trace,
        Info,
        Warning,
        Error,
    }

    /// <summary>Messages of one piece of work, from its start to its end.</summary>
    internal sealed class Channel : IDisposable
    {
        private readonly Action<LoggingEventArgs> _send;
        private readonly string _source;
        private readonly long _started = Stopwatch.GetTimestamp();

        internal Channel(Action<LoggingEventArgs> send, string source)
        {
            (_send, _source) = (send, source);
            Trace("Channel started");
        }

        internal void Trace(string message) => Send(ChannelMessageKind.Trace, message);

        internal void Info(string message) => Send(ChannelMessageKind.Info, message);

        internal void Warning(string message) => Send(ChannelMessageKind.Warning, message);

        public void Dispose()
        {
            Trace($"Channel finished. Elapsed {Stopwatch.GetElapsedTime(_started):c}.");
            Trace("Channel disposed");
        }

        private void Send(ChannelMessageKind kind, string message) => _send(new LoggingEventArgs(message, kind, _source));
    }
}

namespace Microsoft.ML
{
    /// <summary>A message of a context.</summary>
    public class LoggingEventArgs : EventArgs
    {
        public LoggingEventArgs(string message) => Message = RawMessage = message;

        public LoggingEventArgs(string message, ChannelMessageKind kind, string source)
        {
            (Kind, Source, RawMessage) = (kind, source, message);
            Message = $"[Source={source}, Kind={kind}] {message}";
        }

        public string Message { get; }

        /// <summary>The message without its source and kind.</summary>
        public string RawMessage { get; }

        public ChannelMessageKind Kind { get; }

        public string Source { get; }
    }
}
