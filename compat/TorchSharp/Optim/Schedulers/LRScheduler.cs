namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Schedules of learning rates.</summary>
        public static partial class lr_scheduler
        {
            /// <summary>Base of all schedules: each step sets the rates of the optimiser's groups.</summary>
            public abstract class LRScheduler
            {
                /// <summary>How often <c>step</c> ran.</summary>
                protected int _step_count;

                internal Optimizer _optimizer;
                internal int _last_epoch = -1;
                internal bool _verbose;
                internal IList<double> _last_lrs;
                internal IList<double> _base_lrs;

                /// <summary>For schedules made of schedules.</summary>
                protected LRScheduler()
                {
                }

                /// <summary>A schedule that starts from the initial rates of the groups.</summary>
                protected LRScheduler(Optimizer optimizer, int last_epoch = -1, bool verbose = false)
                {
                    ArgumentNullException.ThrowIfNull(optimizer);
                    (_optimizer, _last_epoch, _verbose) = (optimizer, last_epoch, verbose);
                    _base_lrs = optimizer.ParamGroups.Select(group => group.InitialLearningRate).ToList();
                    _last_lrs = optimizer.ParamGroups.Select(group => group.LearningRate).ToList();
                }

                /// <summary>The rates of the last step.</summary>
                public IEnumerable<double> get_last_lr() => _last_lrs;

                /// <summary>Goes on by one epoch.</summary>
                public virtual void step() => step(null);

                /// <summary>Goes on by one epoch, or to the given one.</summary>
                public virtual void step(int? epoch)
                {
                    _step_count++;
                    _last_epoch = epoch ?? _last_epoch + 1;
                    Set((epoch is null ? get_lr() : get_closed_form_lr()).ToList());
                }

                /// <summary>Goes on by one epoch, or to the given one; most schedules ignore the metric.</summary>
                public virtual void step(double current, int? epoch = null) => step(epoch);

                /// <summary>The rates of this epoch, from those of the one before.</summary>
                protected virtual IEnumerable<double> get_lr() => Rates();

                /// <summary>The rates of this epoch, from the initial ones.</summary>
                protected virtual IEnumerable<double> get_closed_form_lr() => get_lr();

                /// <summary>The rates in force.</summary>
                private protected List<double> Rates() => _optimizer.ParamGroups.Select(group => group.LearningRate).ToList();

                private protected IEnumerable<double> Scale(double factor) => Rates().Select(rate => rate * factor);

                private protected IEnumerable<double> ScaleBase(double factor) => _base_lrs.Select(rate => rate * factor);

                private protected void Set(IReadOnlyList<double> rates)
                {
                    var i = 0;
                    foreach (var group in _optimizer.ParamGroups)
                    {
                        if (_verbose && _last_lrs[i] != rates[i])
                        {
                            Console.WriteLine($"Adjusting learning rate to {rates[i]}");
                        }

                        group.LearningRate = rates[i];
                        _last_lrs[i] = rates[i++];
                    }
                }
            }

            /// <summary>The schedules' types.</summary>
            public static partial class impl
            {
            }
        }
    }
}
