# What was answered, put right in words
corrected-phone = Corrected: phone { $said }.
corrected-alone-yes = Corrected: leaving without an adult is a yes for { $who }.
corrected-alone-no = Corrected: leaving without an adult is a no for { $who }.
corrected-photo-yes = Corrected: photos are a yes for { $who }.
corrected-photo-no = Corrected: photos are a no for { $who }.
corrected-allergy = Corrected: allergy of { $who }: { $said }.
corrected-allergy-no = Corrected: no allergy for { $who }.
corrected-name = Corrected: the first name is { $name }.
corrected-birth = Corrected: { $name }, born in { $month } { $year }.
noted-beside = Noted.
corrected-same = That is what I have already.
corrected-whom = <b>For whom</b> is it?
corrected-all = { $n ->
        [2] Both
       *[other] All
    }
corrected-nobody = Change nothing
corrected-nothing = Nothing has changed.
corrected-which = <b>For which sign-up</b> is it?
corrected-event = { $title }, { $day }
corrected-everywhere = All of them
corrected-for = { $title }, { $when }
corrected-ask-phone = What is the <b>new number</b>? Write it, for example 06 12 34 56 78.
corrected-ask-alone = At the end, may <b>{ $who }</b> <b>leave without an adult</b>?
corrected-ask-photo = Do you agree that the team <b>takes photos of { $who }</b>?
corrected-ask-allergy = <b>{ $who }</b>: which <b>allergy</b> should I note? Write it in a few words, or tap “None”.
corrected-gone = This sign-up is not active any more: I changed nothing.
problem-no = All right. What would you like to do? Tap a button, or “Give up” to stop here.
corrected-unread = I cannot read this answer any more ({ $who }): please tell me again.
